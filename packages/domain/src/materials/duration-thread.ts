import { parentPort, workerData } from 'node:worker_threads';
import { parseFile } from 'music-metadata';

// duration.ts starts this thread, with a path; whoever made the file may have meant it ill.
const { format } = await parseFile(String(workerData), { duration: true, skipCovers: true });
// A film without sound has its length in its tracks only.
const longest = format.trackInfo.reduce((most, track) => Math.max(most, track.duration ?? 0), 0);
parentPort?.postMessage(format.duration ?? longest);
