import type { Db } from '../database/db.ts';

/** Runs `read` and tells how many SQL statements it took: a list takes as many for three rows as for one. */
export async function countStatements(db: Db, read: (counted: Db) => Promise<unknown>): Promise<number> {
  let statements = 0;
  const counted = db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: ({ result }) => {
      statements += 1;
      return Promise.resolve(result);
    },
  });
  await read(counted);
  return statements;
}
