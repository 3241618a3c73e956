// From an address to its page. A page that is not built, not of this server or not for this role is not there.
import { type ComponentType, type LazyExoticComponent, type ReactElement, Suspense } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { useSession } from '../session/session.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import { NotHere } from './NotHere.tsx';
import { PageFailure } from './PageFailure.tsx';
import { pageOf } from './pages.ts';
import { homeElsewhere, isOffered } from './offered.ts';
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
  const home = homeElsewhere(context);
  const here = pageRoutes.filter((route) => isOffered(route, context) && !(route.path === '/' && home !== undefined));
  return (
    <PageFailure key={pathname.split('/')[1]}>
      <Suspense fallback={<Skeleton lines={8} />}>
        <Routes>
          {here.map(({ path }) => {
            const Page = pages.get(path);
            return Page === undefined ? null : <Route key={path} path={path} element={<Page />} />;
          })}
          {home !== undefined && <Route path="/" element={<Navigate to={home} replace />} />}
          <Route path="*" element={<NotHere />} />
        </Routes>
      </Suspense>
    </PageFailure>
  );
}
