import { answerUpload } from '#lib/materials/uploads.server.ts';
import type { RequestHandler } from './$types';

/** A file on its way to a session or event, in pieces: tus 1.0. Reading it back is not among what it answers. */
const answer: RequestHandler = ({ request, locals }) => answerUpload(request, locals);

export const POST = answer;
export const PATCH = answer;
export const HEAD = answer;
export const DELETE = answer;
