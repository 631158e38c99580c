import type { TemplateTexts } from './templates.ts';

/** What Plenary writes to people, in English. Bodies are Markdown; `{{…}}` are placeholders. */
export const english: TemplateTexts = {
  'sign-in': {
    subject: 'Your sign-in link for {{site}}',
    body: 'Hello,\n\nopen this link to sign in. It works once, for ten minutes.\n\n{{link}}\n\nIf you did not ask for it, ignore this mail: nothing happens without the link.',
  },
  'request-received': {
    subject: 'Your request for {{event}}',
    body: 'Hello {{name}},\n\nyour request for an invitation to **{{event}}** is with the organisers. This page always shows where it stands; keep the link to yourself:\n\n{{link}}',
  },
  invited: {
    subject: 'You are invited: {{event}}',
    body: 'Hello {{name}},\n\nthere is a place for you at **{{event}}**. Please confirm it by **{{confirmBy}}**; after that it goes to the next person.\n\n{{link}}',
  },
  waitlisted: {
    subject: 'You are on the waiting list of {{event}}',
    body: 'Hello {{name}},\n\n**{{event}}** is full at the moment and you are on the waiting list. We write as soon as a place comes free. Where you stand:\n\n{{link}}',
  },
  declined: {
    subject: 'Your request for {{event}}',
    body: 'Hello {{name}},\n\nwe are sorry: we cannot offer you a place at **{{event}}** this time.\n\n{{reason}}\n\n{{link}}',
  },
  confirmed: {
    subject: 'See you at {{event}}',
    body: 'Hello {{name}},\n\nyour place at **{{event}}** is confirmed. If something comes up, withdraw on this page and somebody on the waiting list can come instead:\n\n{{link}}\n\nShow this code at the door, on your phone or on paper:\n\n{{code}}',
  },
  expired: {
    subject: 'Your place at {{event}} has gone on',
    body: 'Hello {{name}},\n\nyour invitation to **{{event}}** was not confirmed in time, so the place went to the next person. If you still want to come, ask again here:\n\n{{link}}',
  },
  withdrawn: {
    subject: 'You have withdrawn from {{event}}',
    body: 'Hello {{name}},\n\nyou have given your place at **{{event}}** back. Thank you for telling us.\n\n{{link}}',
  },
  'reminder-to-confirm': {
    subject: 'Please confirm your place at {{event}}',
    body: 'Hello {{name}},\n\na place at **{{event}}** is waiting for you until **{{confirmBy}}**.\n\n{{link}}',
  },
  'added-as-lead': {
    subject: 'You lead "{{session}}" at {{event}}',
    body: 'Hello {{name}},\n\n{{by}} added you as a lead of the session **{{session}}** at **{{event}}**.\n\n{{link}}',
  },
  'sessions-moved': {
    subject: 'Schedule {{number}} of {{event}}: what changed for you',
    body: 'Hello {{name}},\n\nthe schedule of **{{event}}** has changed. For you:\n\n{{changes}}\n\nEverything you chose:\n\n{{link}}',
  },
  announcement: {
    subject: '{{event}}: {{text}}',
    body: 'Hello {{name}},\n\nnews from **{{event}}**:\n\n{{about}}\n\n{{text}}\n\n{{link}}',
  },
  'event-cancelled': {
    subject: '{{event}} is cancelled',
    body: 'Hello {{name}},\n\n**{{event}}** will not take place.\n\n{{link}}',
  },
  'project-changed': {
    subject: 'Changed: {{project}}',
    body: 'Hello {{name}},\n\nothers have changed the page **{{project}}**, which you watch:\n\n{{changes}}\n\nLine by line, and where you stop watching it:\n\n{{link}}',
  },
  'notes-missing': {
    subject: 'Notes of “{{session}}”?',
    body: 'Hello {{name}},\n\nthere are no notes yet of **{{session}}** at {{event}}. A few lines are enough for those who were elsewhere: what was decided, who does what until when.\n\nWrite them here, or let somebody else who was there do it:\n\n{{link}}',
  },
  'class-planned': {
    subject: '{{course}}: a class is planned',
    body: 'Hello {{name}},\n\nyou said that you would come to a class of **{{course}}**. There is one now: **{{event}}**, {{dates}}, {{place}}. Ask for a place here:\n\n{{link}}',
  },
};
