import type { APIRoute, GetStaticPaths } from 'astro';
import type { DataTable } from '../../../../runtime/data-table.ts';
import { csvOf } from '../../../../runtime/table-text.ts';
import { listDataPages } from '../../../../site/data-pages.ts';

export const getStaticPaths: GetStaticPaths = () =>
  listDataPages(process.cwd()).flatMap(({ folder, cell, sections }) =>
    sections
      .flatMap(({ tables }) => tables)
      .map(({ file, table }) => ({ params: { chapter: folder, cell, file }, props: { table } })),
  );

export const GET: APIRoute<{ table: DataTable }> = ({ props: { table } }) =>
  new Response(csvOf(table), { headers: { 'content-type': 'text/csv; charset=utf-8' } });
