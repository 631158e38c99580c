import { decodeQR } from 'qr/decode.js';

/*
 * Reading codes from a camera or a photo. Loaded when somebody asks for it: the reader is larger than
 * the page. Browsers have readers of their own, but not all of them, and one way is one way to test.
 */

export class CameraError extends Error {
  readonly problem: 'none' | 'refused' | 'insecure' | 'failed';
  constructor(problem: CameraError['problem'], reason = '') {
    super(reason);
    this.problem = problem;
  }
}

export interface Reader {
  stop(): void;
}

const EVERY_MS = 160;
/** A code that stays in the picture is one code. */
const SAME_AGAIN_MS = 4000;
/** Enough for a sticker held at arm's length; larger pictures only take longer. */
const WIDTH = 640;
const PHOTO_WIDTH = 1400;

type Picture = HTMLVideoElement | ImageBitmap;

/** Shows the camera in `video` and calls `found` for each code. Throws a {@link CameraError}. */
export async function startCamera(video: HTMLVideoElement, found: (text: string) => void): Promise<Reader> {
  if (!window.isSecureContext || !navigator.mediaDevices) throw new CameraError('insecure');
  const stream = await navigator.mediaDevices
    .getUserMedia({ audio: false, video: { facingMode: 'environment', width: { ideal: 1280 } } })
    .catch((error: unknown) => {
      throw problemOf(error);
    });
  video.srcObject = stream;
  await video.play();
  const read = reader();
  let stopped = false;
  let [last, lastAt] = ['', 0];
  const look = (): void => {
    if (stopped) return;
    if (video.videoWidth > 0) {
      const scale = Math.min(1, WIDTH / video.videoWidth);
      const text = read(video, video.videoWidth * scale, video.videoHeight * scale);
      const now = performance.now();
      if (text && !stopped) {
        if (text !== last || now - lastAt > SAME_AGAIN_MS) found(text);
        [last, lastAt] = [text, now];
      }
    }
    setTimeout(look, EVERY_MS);
  };
  look();
  return {
    stop: () => {
      stopped = true;
      for (const track of stream.getTracks()) track.stop();
      video.srcObject = null;
    },
  };
}

/** The code in a photo; undefined when there is none to be read. */
export async function readPhoto(file: Blob): Promise<string | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return undefined;
  const read = reader({ effort: Infinity, timeLimit: Infinity });
  for (const width of [PHOTO_WIDTH, WIDTH]) {
    const scale = Math.min(1, width / picture.width);
    const text = read(picture, picture.width * scale, picture.height * scale);
    if (text) return text;
  }
  return undefined;
}

/** Reads pictures, one after the other, at the size given. */
function reader(effort: Parameters<typeof decodeQR>[1] = {}) {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (picture: Picture, width: number, height: number): string | undefined => {
    if (!context) return undefined;
    [canvas.width, canvas.height] = [Math.round(width), Math.round(height)];
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height), effort);
    } catch {
      return undefined; // no code in it: most pictures
    }
  };
}

function problemOf(error: unknown): CameraError {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return new CameraError('refused');
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return new CameraError('none');
  return new CameraError('failed', error instanceof Error ? error.message : String(error));
}
