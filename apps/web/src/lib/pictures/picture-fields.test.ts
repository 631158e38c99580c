import * as domain from '@plenary/domain/pictures/picture.ts';
import { expect, it } from 'vitest';
import { LARGEST_PICTURE, PICTURE_TYPES } from './picture-fields.ts';

it('says the same of pictures in the browser as on the server', () => {
  expect([LARGEST_PICTURE, PICTURE_TYPES]).toEqual([
    domain.LARGEST_PICTURE,
    Object.keys(domain.PICTURE_TYPES).join(','),
  ]);
});
