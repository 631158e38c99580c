/** Changes that the control and the screen of a plenary hear of whoever they are told to otherwise. */
export const HEARD_BY_CONTROL = ['plenary.changed', 'interest.said', 'draft.changed'];
