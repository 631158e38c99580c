import { checkInAddress } from '@plenary/domain/invitations/check-in-code.ts';
import type { Site } from '@plenary/domain/kernel/site.ts';
import { qrPicture } from '#lib/qr/qr-picture.server.ts';

/** What somebody with a place shows at the door. */
export function ownCode(site: Site, invitationId: string) {
  const address = checkInAddress(site, invitationId);
  return { address, picture: qrPicture(address) };
}
