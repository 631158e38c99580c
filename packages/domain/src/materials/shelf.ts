/** A file that is whole and known by its hash, on its way to a shelf. */
export interface WholeFile {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** Where whole files are kept, each under its SHA-256, so that it never changes and the same one is kept once. */
export interface Shelf {
  /** Takes over the file at a path, and is sure of it before it answers. Throws a DomainError when it cannot. */
  put(path: string, file: WholeFile): Promise<void>;
  /** The bytes from the first to the last, itself included. Throws when they are not there. */
  read(sha256: string, first: number, last: number): Promise<ReadableStream<Uint8Array>>;
  /** The hashes of files that lie there untouched since `before`. */
  olderThan(before: Date): Promise<string[]>;
  /** Removes a file, unless the same one has just come again. */
  remove(sha256: string, before: Date): Promise<void>;
}

const HASH = /^[0-9a-f]{64}$/;

export function isHash(name: string): boolean {
  return HASH.test(name);
}
