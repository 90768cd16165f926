/** Each chapter's citation as a file: `/cite/inductive-bias.bib`, `/cite/inductive-bias.json`. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { addressAt, placeOf } from '../../site/address.ts';
import { listChapters, versionOf, type ListedChapter } from '../../site/chapters.ts';
import { bibtexOf, cslOf } from '../../site/citation.ts';

const root = process.cwd();
const forms = { bib: bibtexOf, json: cslOf };
type Form = keyof typeof forms;

export const getStaticPaths: GetStaticPaths = () =>
  listChapters(root).flatMap((listed) =>
    Object.keys(forms).map((form) => ({
      params: { file: `${listed.slug}.${form}` },
      props: { listed, form },
    })),
  );

export const GET: APIRoute<{ listed: ListedChapter; form: Form }> = ({ props: { listed, form }, site }) => {
  const address = addressAt(placeOf(site, import.meta.env.BASE_URL), listed.path);
  return new Response(forms[form]({ ...listed, version: versionOf(root), address }), {
    headers: {
      'content-type':
        form === 'bib' ? 'application/x-bibtex; charset=utf-8' : 'application/json; charset=utf-8',
    },
  });
};
