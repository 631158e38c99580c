import type { Post, PostSummary } from '@plenary/domain/posts/post-queries.ts';

/** What a list shows of a post: all but its text, which may be long. */
export function postSummary(post: Post): PostSummary {
  const { id, slug, kind, title, authorName, publishedAt, publishAt, updatedAt, event, tags, excerpt, lead } =
    post;
  return { id, slug, kind, title, authorName, publishedAt, publishAt, updatedAt, event, tags, excerpt, lead };
}
