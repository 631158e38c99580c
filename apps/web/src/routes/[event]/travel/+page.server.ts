import { renderMarkdown } from '@plenary/domain/text/markdown.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  const { event } = await parent();
  return { travel: renderMarkdown(event.travel) };
};
