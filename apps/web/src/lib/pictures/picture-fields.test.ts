import * as domain from '@plenary/domain/pictures/picture.ts';
import { expect, it } from 'vitest';
import { LARGEST_PICTURE, PICTURE_TYPES, SMALL_SIDE } from './picture-fields.ts';

it('says the same of pictures in the browser as on the server', () => {
  expect([LARGEST_PICTURE, SMALL_SIDE, PICTURE_TYPES]).toEqual([
    domain.LARGEST_PICTURE,
    domain.SMALL_SIDE,
    Object.keys(domain.PICTURE_TYPES).join(','),
  ]);
});
