// From an address to its page. A page that is not built, not of this server or not for this role is not there.
import { type ComponentType, type LazyExoticComponent, type ReactElement, Suspense } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import { may, useSession } from '../session/session.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import { NotHere } from './NotHere.tsx';
import { PageFailure } from './PageFailure.tsx';
import { pageOf } from './pages.ts';
import { pageRoutes, publicRoutes } from './route-table.ts';

type Shown = { readonly path: string; readonly Page: LazyExoticComponent<ComponentType> };
const shown = (routes: typeof pageRoutes): readonly Shown[] =>
  routes.flatMap(({ path, file }) => {
    const Page = pageOf(file);
    return Page === undefined ? [] : [{ path, Page }];
  });

const pages = new Map(shown(pageRoutes).map(({ path, Page }) => [path, Page]));
export const publicPages = shown(publicRoutes);

export function PageRoutes(): ReactElement {
  const context = useSession();
  const { pathname } = useLocation();
  const here = pageRoutes.filter(
    ({ feature, needs }) =>
      (feature === undefined || context.answer.features.includes(feature)) &&
      (needs === undefined || may(context, needs)),
  );
  return (
    <PageFailure key={pathname.split('/')[1]}>
      <Suspense fallback={<Skeleton lines={8} />}>
        <Routes>
          {here.map(({ path }) => {
            const Page = pages.get(path);
            return Page === undefined ? null : <Route key={path} path={path} element={<Page />} />;
          })}
          <Route path="*" element={<NotHere />} />
        </Routes>
      </Suspense>
    </PageFailure>
  );
}
