import { defineConfig } from 'vitest/config';
import { tfjs } from './src/tensor/bundling.ts';

export default defineConfig({
  plugins: [tfjs()],
  test: {
    include: ['{src,components,bench,scripts,test/replay}/**/*.test.{ts,mjs}'],
  },
});
