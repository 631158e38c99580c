import type { Transaction } from '../database/db.ts';
import { wrongField } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { requireAlternative } from '../pictures/picture.ts';

interface Lead {
  readonly leadPicture: Id | null;
  readonly leadAlt: string;
  readonly leadDecorative: boolean;
}

/** A post's columns about its lead picture. */
export interface LeadColumns {
  readonly lead_picture_id: Id | null;
  readonly lead_alt: string;
}

export const NO_LEAD: LeadColumns = { lead_picture_id: null, lead_alt: '' };

/** A post's columns about its lead picture. Refused when nothing is said about what it shows, or it is gone. */
export async function leadColumns(
  tx: Transaction,
  { leadPicture, leadAlt, leadDecorative }: Lead,
): Promise<LeadColumns> {
  if (leadPicture === null) return NO_LEAD;
  const picture = await tx
    .selectFrom('pictures')
    .select('id')
    .where('id', '=', leadPicture)
    .executeTakeFirst();
  if (!picture) throw wrongField('leadPicture', 'no-picture', 'This picture is not here any more.');
  requireAlternative({ alt: leadAlt, decorative: leadDecorative }, 'leadAlt');
  return { lead_picture_id: leadPicture, lead_alt: leadDecorative ? '' : leadAlt };
}
