// AssemblyScript, not TypeScript: records in memory are words of four bytes, many of them pointers.

export function word(record: usize, at: usize): i32 {
  return load<i32>(record + at);
}

export function pointer(record: usize, at: usize): usize {
  return <usize>load<u32>(record + at);
}
