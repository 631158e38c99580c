import type { PostKind } from '@plenary/domain/posts/post.ts';
import { m } from '#lib/paraglide/messages.js';

export const POST_KIND_WORDS: Readonly<Record<PostKind, () => string>> = {
  announcement: m.posts_kind_announcement,
  interview: m.posts_kind_interview,
  report: m.posts_kind_report,
  article: m.posts_kind_article,
};
