import type { Compilable, CompiledQuery } from 'kysely';
import type { Db } from './db.ts';
import { engineOf, type Engine } from './engine.ts';

/**
 * A query that is put together once and then run with other values each time. Building and compiling
 * a query takes longer than SQLite takes to answer it, so what every request or every tap asks is
 * prepared. `build` sees marks in place of the values: it may hand them to the query and nothing else.
 */
export function prepared<Given extends Record<string, unknown>, Row>(
  build: (db: Db, given: Given) => Compilable<Row>,
): (db: Db, given: Given) => Promise<Row[]> {
  const compiled = new Map<Engine, CompiledQuery<Row>>();
  return async (db, given) => {
    const engine = engineOf(db);
    let query = compiled.get(engine);
    if (!query) compiled.set(engine, (query = build(db, MARKS as Given).compile())); // the proxy answers to every name
    const parameters = query.parameters.map((one) => (one instanceof Mark ? given[one.name] : one));
    const { rows } = await db.executeQuery<Row>({ ...query, parameters });
    return rows;
  };
}

/** Stands for a value that comes later; Kysely passes what it does not know through to the parameters. */
class Mark {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

const MARKS = new Proxy({}, { get: (_, name) => new Mark(String(name)) });
