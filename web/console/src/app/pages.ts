// The pages of the console by file: a page exists once its file does. Each is loaded when it is first opened.
import { type ComponentType, lazy, type LazyExoticComponent } from 'react';

type PageModule = Readonly<Record<string, ComponentType>>;
const files = import.meta.glob<PageModule>('../pages/*/*Page.tsx');

/** `file` such as "findings/FindingPage"; its component has the file's name. */
export function pageOf(file: string): LazyExoticComponent<ComponentType> | undefined {
  const load = files[`../pages/${file}.tsx`];
  const name = file.slice(file.indexOf('/') + 1);
  if (load === undefined) return undefined;
  return lazy(async () => ({ default: (await load())[name] }));
}

export const pageExists = (file: string): boolean => Object.hasOwn(files, `../pages/${file}.tsx`);
