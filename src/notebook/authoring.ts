/** The authoring server: tells an author's mistakes at once, and sends edits to the page without a reload. */

import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { HotPayload, Plugin, ViteDevServer } from 'vite';
import { checkApparatus } from '../apparatus/check.ts';
import { checkAssets } from './assets.ts';
import { chapterFiles, chapterFolder, examineChapter, readChapter } from './chapters.ts';
import { frozenFolder } from './frozen-files.ts';
import { tangleFolder } from './modules.ts';
import { slugOf } from './parse.ts';
import { valuesFileOf, valuesFolder } from './values-file.ts';
import { inOrder, type NotebookProblem } from './problem.ts';
import { checkTypes } from './type-check.ts';

/** Milliseconds after an edit of a chapter within which the server’s wish to reload is about that edit. */
const echo = 10_000;

export function authoring(root: string): Plugin {
  const isChapter = (file: string): boolean =>
    file.endsWith('.mdx') && !relative(join(root, chapterFolder), file).startsWith('..');
  const examined = new Map<string, { text: string; problems: NotebookProblem[] }>();
  let edited: { readonly file: string; readonly at: number } | undefined;

  /** All mistakes of a chapter; kept until its text changes. */
  const problemsOf = (file: string): NotebookProblem[] => {
    const text = readFileSync(file, 'utf8');
    const before = examined.get(file);
    if (before?.text === text) return before.problems;
    const { chapter, problems } = examineChapter(relative(root, file).replaceAll('\\', '/'), text);
    const all = chapter
      ? inOrder([
          ...problems,
          ...checkAssets(root, [chapter]),
          ...checkTypes(root, [chapter]),
          ...checkApparatus(root, [chapter]),
        ])
      : problems;
    examined.set(file, { text, problems: all });
    return all;
  };

  return {
    name: 'notebook-authoring',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const slug = new RegExp(`/${valuesFolder}/([a-z0-9-]+)\\.[0-9a-f]+\\.json$`).exec(
          request.url ?? '',
        )?.[1];
        const file = slug && chapterFiles(root).find((candidate) => slugOf(candidate) === slug);
        if (!file) {
          next();
          return;
        }
        response.setHeader('content-type', 'application/json; charset=utf-8');
        response.end(valuesFileOf(root, readChapter(root, file)).text);
      });
      const tell = (file: string): void => {
        const known = examined.get(file);
        const problems = problemsOf(file);
        if (examined.get(file) === known) return;
        for (const problem of problems) server.config.logger.error(problem.message, { timestamp: true });
        if (problems.length === 0 && known && known.problems.length > 0)
          server.config.logger.info(`${relative(root, file)} is mended.`, { timestamp: true });
      };
      const announce = (file: string): void => {
        tell(file);
        const payload = answer(file, problemsOf(file));
        if (payload.type === 'custom') forget(server, slugOf(file));
        server.environments.client.hot.send(payload);
      };
      // Several parts of the server notice one edit.
      let timer: NodeJS.Timeout | undefined;
      const soon = (file: string): void => {
        clearTimeout(timer);
        timer = setTimeout(announce, 10, file);
      };
      // Astro and Vite ask the page to reload; after an edit of a chapter it gets something better.
      for (const channel of new Set([server.ws, server.environments.client.hot])) {
        const send = channel.send.bind(channel) as (...payload: unknown[]) => void;
        channel.send = (...payload: unknown[]): void => {
          const [first] = payload as [HotPayload];
          if (first.type === 'full-reload' && edited && Date.now() - edited.at < echo) soon(edited.file);
          else send(...payload);
        };
      }
      server.watcher.on('change', (path) => {
        const file = path.replaceAll('\\', '/');
        if (isChapter(file)) {
          edited = { file, at: Date.now() };
          soon(file);
        } else if (/^(src|components|public)\//.test(relative(root, file))) edited = undefined;
        // The freeze has written anew what a chapter publishes: the chapter’s page is made of both.
        const slug = new RegExp(`/${frozenFolder}/([^/]+)/[^/]+\\.json$`).exec(file)?.[1];
        const chapter = slug && chapterFiles(root).find((candidate) => slugOf(candidate) === slug);
        if (chapter) server.watcher.emit('change', chapter);
      });
      server.ws.on('connection', () => {
        for (const file of chapterFiles(root)) {
          const problems = examined.get(file)?.problems ?? [];
          if (problems.length > 0) server.ws.send(answer(file, problems));
        }
      });
      server.httpServer?.once('listening', () => {
        // TypeScript is started when the server has nothing else to do, so that the first edit need not wait for it.
        const [first, ...others] = chapterFiles(root);
        const tellAll = (file: string | undefined): void => {
          if (file === undefined) return;
          tell(file);
          // Between two chapters the server answers its pages.
          setTimeout(tellAll, 200, others.shift());
        };
        setTimeout(tellAll, 1500, first);
      });
    },
    hotUpdate({ file }) {
      return this.environment.name === 'client' && isChapter(file) ? [] : undefined;
    },
  };
}

/** What the page is sent after an edit. */
function answer(file: string, problems: readonly NotebookProblem[]): HotPayload {
  const [first] = problems;
  if (!first) return { type: 'custom', event: 'notebook:chapter', data: { slug: slugOf(file) } };
  return {
    type: 'error',
    err: {
      message: problems.map((problem) => problem.message).join('\n'),
      stack: '',
      id: file,
      frame: first.frame,
      loc: { ...first.loc, file },
      plugin: 'notebook',
    },
  };
}

/** The tangled modules of a chapter are made anew when they are next asked for. */
function forget(server: ViteDevServer, slug: string): void {
  const { moduleGraph } = server.environments.client;
  const folder = `/${tangleFolder}/${slug}/`;
  for (const [id, module] of moduleGraph.idToModuleMap)
    if (id.includes(folder)) moduleGraph.invalidateModule(module, new Set(), Date.now(), true);
}
