import { defineConfig, globalIgnores } from 'eslint/config';
import astro from 'eslint-plugin-astro';
import { configs, parser } from 'typescript-eslint';

const typed = {
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
};

export default defineConfig(
  globalIgnores(['dist/', '.astro/', '.cache/', 'content/', 'public/', 'test/fixtures/']),
  {
    files: ['**/*.ts', '**/*.mjs'],
    extends: [configs.strictTypeChecked, configs.stylisticTypeChecked],
    ...typed,
    rules: {
      // Numbers in messages are what the messages are about.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Typed arrays and index arithmetic: the index is in range by construction, and the compiler cannot see it.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      'eqeqeq': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Draw from a seeded Random of #tensor, so that the run can be repeated.' },
      ],
    },
  },
  {
    // Plain JavaScript carries its types in comments, which these rules do not read.
    files: ['**/*.mjs'],
    extends: [configs.disableTypeChecked],
  },
  ...astro.configs.recommended,
  { files: ['**/*.astro/*.ts', '**/*.astro'], languageOptions: { parserOptions: { parser, extraFileExtensions: ['.astro'] } } },
);
