import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { frontmatterSchema } from './notebook/frontmatter.ts';

const chapters = defineCollection({
  loader: glob({ pattern: '*.mdx', base: './content/chapters' }),
  schema: frontmatterSchema,
});

const reference = defineCollection({
  loader: glob({ pattern: '*.mdx', base: './content/reference' }),
  schema: frontmatterSchema.extend({
    /** The module whose exports the page tells, such as `#equivariant`. */
    module: z.string(),
    /** Which of them: folders and files within its folder, `.` for the files directly in it. */
    from: z.array(z.string()),
  }),
});

export const collections = { chapters, reference };
