import { describe, expect, it } from 'vitest';
import { readChapters } from './chapters.ts';
import { embedsOf } from './embeds.ts';

describe('what can be embedded of the chapters', () => {
  const root = process.cwd();
  const all = readChapters(root).map((chapter) => ({ chapter, embeds: embedsOf(root, chapter) }));

  it('each has its figure, and all that any of its cells names is on its page', () => {
    for (const { chapter, embeds } of all)
      for (const { id, figure, needed, shown } of embeds) {
        expect([...shown], id).toContain(figure);
        expect(needed.has(id), id).toBe(true);
        for (const cell of chapter.cells.filter(({ source }) => needed.has(source.id)))
          expect([...needed], id).toEqual(expect.arrayContaining(cell.inputs.map(({ from }) => from)));
      }
  });

  it('a control on the way to the figure is seen, and so is what trains for it', () => {
    const embeds = all.find(({ chapter }) => chapter.slug === 'inductive-bias')?.embeds ?? [];
    const angle = embeds.find(({ id }) => id === 'accuracy-by-angle');
    expect([...(angle?.shown ?? [])].sort()).toEqual(['accuracy-by-angle', 'choices', 'training']);
    expect([...(angle?.needed ?? [])]).toEqual(expect.arrayContaining(['digits', 'nets']));
    // The page of a cell that trains shows the first figure of what it gives.
    expect(embeds.find(({ id }) => id === 'training')?.figure).toBe('accuracy-by-angle');
    expect(embeds.find(({ id }) => id === 'digits')).toBeUndefined();
  });

  it('of the reference there is nothing', () => {
    expect(
      all.filter(({ chapter }) => chapter.file.includes('/reference/')).flatMap(({ embeds }) => embeds),
    ).toEqual([]);
  });
});
