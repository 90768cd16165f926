import { expect, it } from 'vitest';
import { asset, setAssetSource } from './asset.ts';

it('asset without a source says what to call; with one, gives the bytes of that name', async () => {
  await expect(asset('a.bin')).rejects.toThrow(
    'Data file a.bin: nobody said where data files are; call setAssetSource',
  );
  setAssetSource(async (name) => new TextEncoder().encode(name).buffer);
  expect(new TextDecoder().decode(await asset('a.bin'))).toBe('a.bin');
});

it('asset names the file that its source cannot find, and keeps the cause', async () => {
  const cause = new Error('404');
  setAssetSource(() => Promise.reject(cause));
  await expect(asset('a.bin')).rejects.toMatchObject({
    message: expect.stringContaining('Data file a.bin could not be loaded (404)') as string,
    cause,
  });
});
