/** The page that `?page=` asks for; 1 for everything that is no page. */
export function pageNumber(url: URL): number {
  const page = Number(url.searchParams.get('page') ?? '1');
  return Number.isSafeInteger(page) && page >= 1 && page <= 100_000 ? page : 1;
}

export const POSTS_A_PAGE = 10;
