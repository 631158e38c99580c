import { KERNEL_MODULE } from './kernel-module.ts';

/**
 * How a slot is valued: `simd` in WebAssembly, many people at a time, or `plain` in TypeScript, person
 * by person of those who care. The numbers are the same.
 */
export type Kernel = 'simd' | 'plain';

/** What kernel/kernel.as.ts exports; pointers are bytes into the memory it was instantiated with. */
export type KernelExports = {
  exchanged(best: number, gap: number, leaving: number, coming: number, length: number): number;
  rank(best: number, gap: number, floor: number, rows: number, count: number, length: number): number;
  seat(
    sets: number,
    seats: number,
    count: number,
    weights: number,
    kinds: number,
    present: number,
    free: number,
    length: number,
  ): number;
  take(
    pricing: number,
    level: number,
    next: number,
    k: number,
    value: number,
    left: number,
    floor: number,
    thorough: boolean,
  ): number;
  relax(pricing: number, level: number, value: number, left: number, floor: number): number;
  begin(walk: number): void;
  exchangeAll(walk: number, moves: number, temperature: number): void;
};

/** Makes a memory of so many bytes or a little more, and the functions that work on it. */
export type Simd = (bytes: number) => { readonly memory: ArrayBuffer; readonly exports: KernelExports };

/** The few things of the WebAssembly JavaScript interface that are used; it is part of no ECMAScript library. */
type Engine = {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

const PAGE = 65_536;

let loaded: Simd | null | undefined;

/** Nothing where the engine has no WebAssembly with SIMD, or a page's security policy forbids it. */
export function loadSimd(): Simd | undefined {
  loaded ??= compile() ?? null;
  return loaded ?? undefined;
}

function compile(): Simd | undefined {
  const { WebAssembly: engine } = globalThis as unknown as { WebAssembly?: Engine };
  if (!engine) return undefined;
  let module: object;
  try {
    module = new engine.Module(Uint8Array.from(KERNEL_MODULE.match(/../g)!, (byte) => parseInt(byte, 16)));
  } catch {
    return undefined;
  }
  return (bytes) => {
    const pages = Math.ceil(bytes / PAGE);
    const memory = new engine.Memory({ initial: pages, maximum: pages });
    const { exports } = new engine.Instance(module, { env: { memory } });
    return { memory: memory.buffer, exports: exports as KernelExports }; // what the module was built to export
  };
}
