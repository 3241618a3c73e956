// The pages of a bulletin without script, in every language that was chosen.
import type { ManifestFile } from '../model/site.ts';
import type { Place } from './content.ts';
import type { SiteFigures } from './figures.ts';
import { frontPage } from './pages/front.ts';
import type { PageFrame } from './pages/layout.ts';
import type { Speech } from './pages/say.ts';
import type { Trust } from './pages/trust.ts';
import { pageWords } from './pages/words.ts';
import { areaPages, type Lateness, type WrittenPage } from './site-pages.ts';
import type { DataTask } from './writing.ts';

export type SitePages = {
  readonly figures: SiteFigures;
  readonly places: readonly Place[];
  readonly lateness: Lateness;
  /** Codes of languages, the first for index.html. */
  readonly languages: readonly string[];
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  readonly mirrors: readonly string[];
};

export type AreasByLanguage = ReadonlyMap<string, ReadonlyMap<string, WrittenPage>>;

const speechOf = ({ figures }: SitePages, language: string): Speech => ({
  language,
  words: pageWords(language),
  timeZone: figures.definition.timeZone,
});

const frontFile = ({ languages }: SitePages, language: string): string =>
  language === languages[0] ? 'index.html' : `${language}.html`;

const frameOf = (pages: SitePages, language: string): Omit<PageFrame, 'title' | 'up'> => ({
  speech: speechOf(pages, language),
  styles: pages.styles,
  scripts: pages.scripts,
  mirrors: pages.mirrors,
});

/** Each is handed on as soon as it is made. */
export function pagesOfAreas(pages: SitePages, onPage: (task: DataTask) => void): AreasByLanguage {
  const { figures, places, lateness, languages } = pages;
  return new Map(
    languages.map((language) => {
      const given = {
        frame: frameOf(pages, language),
        figures,
        places,
        lateness,
        frontFile: frontFile(pages, language),
      };
      const made = areaPages(given, ({ name, area, bytes }) => {
        const shape = { kind: 'data', role: 'page', extension: 'html', twin: false, effort: 'some' } as const;
        onPage({ ...shape, name, of: `${language}/${area}`, bytes });
      });
      return [language, made] as const;
    }),
  );
}

export type Issue = {
  readonly number: number;
  /** ISO instant in UTC. */
  readonly at: string;
  readonly embargo: string | null;
  readonly trust: Trust;
  readonly files: readonly ManifestFile[];
};

/** File names and texts: index.html, and one of each language. */
export function frontPages(
  pages: SitePages,
  areas: AreasByLanguage,
  issue: Issue,
): readonly (readonly [string, string])[] {
  const languages = pages.languages.map((language) => ({
    language,
    name: new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language,
    file: frontFile(pages, language),
  }));
  return languages.flatMap(({ language, file }) => {
    const text = frontPage({
      frame: frameOf(pages, language),
      figures: pages.figures,
      ...issue,
      areaPage: (area) => areas.get(language)?.get(area)?.path,
      late: pages.lateness.lateIn,
      languages,
    });
    return file === 'index.html'
      ? [[file, text] as const, [`${language}.html`, text] as const]
      : [[file, text] as const];
  });
}
