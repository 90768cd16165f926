/** Copies bytes that are mostly few: memory.copy alone costs as much as copying a hundred. */
function copyRun(to: usize, from: usize, bytes: usize): void {
  if (bytes >= 128 || (bytes & 3) != 0) memory.copy(to, from, bytes);
  else for (let i: usize = 0; i < bytes; i += 4) store<u32>(to + i, load<u32>(from + i));
}

/** Copies runs of bytes that lie `fromStep` bytes apart to where they lie `toStep` apart. */
export function copyRuns(count: i32, bytes: i32, from: usize, fromStep: i32, to: usize, toStep: i32): void {
  for (let i = 0; i < count; i++) {
    copyRun(to, from, bytes);
    from += fromStep;
    to += toStep;
  }
}

/** Copies each of `count` runs of bytes `copies` times, side by side. */
export function repeatRuns(count: i32, copies: i32, bytes: i32, from: usize, to: usize): void {
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < copies; c++) {
      copyRun(to, from, bytes);
      to += bytes;
    }
    from += bytes;
  }
}
