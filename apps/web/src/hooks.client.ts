import type { ClientInit } from '@sveltejs/kit/hooks';
import { rememberTyped } from '#lib/typed-early.ts';

export const init: ClientInit = () => rememberTyped();
