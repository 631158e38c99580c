/** A file that begins as a picture and does not go on as one. */
export class DamagedPicture extends Error {
  override readonly name = 'DamagedPicture';
}
