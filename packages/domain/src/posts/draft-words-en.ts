import type { DraftWords } from './draft-words.ts';

export const english: DraftWords = {
  announcementTitle: (event, dates) => (dates ? `${event}: ${dates}` : `${event} is coming`),
  when: 'When',
  where: 'Where',
  forWhom: 'For whom',
  places: 'Places',
  hosts: 'Hosts',
  sponsors: 'Sponsors',
  what: 'What it is',
  days: 'The days',
  day: (date, from, until) => `${date}, ${from} to ${until}`,
  timesIn: (zone) => `Times are those of ${zone}.`,
  howToCome: 'How to come',
  notOpen: (page) => `${page} will say from when you can ask for an invitation.`,
  opensAt: (moment, page) => `From ${moment} you can ask for an invitation on ${page}.`,
  askUntil: (moment, page) =>
    `Ask for an invitation on ${page} before ${moment}, and say what you would like to work on.`,
  ask: (page) => `Ask for an invitation on ${page}, and say what you would like to work on.`,
  confirmWithin: (days) =>
    `Who is invited confirms within ${days === 1 ? 'one day' : `${days} days`}; after that the place goes on to the next person.`,
  whatToPropose: 'What to propose',
  propose: (page) =>
    `The schedule is made of what people propose. A headline and your name are enough: ${page}.`,
  topics: (topics) => `Topics that fit: ${topics}.`,
  gettingThere: 'Getting there',
  travel: (page) => `How to get there, and where to stay: ${page}.`,
  eventPage: 'the page of the event',
  proposePage: 'propose a session',
  travelPage: 'travel',

  reportTitle: (event) => `What came out of ${event}`,
  lead: ({ event, dates, where, came, sessions }) => {
    const at = `${where ? ` at ${where}` : ''}${dates ? ` on ${dates}` : ''}`;
    const held = sessions === 1 ? 'one session' : `${sessions} sessions`;
    if (came > 0)
      return `${came === 1 ? 'One person' : `${came} people`} came to ${event}${at}, for ${held}.`;
    return `${event} took place${at}, with ${held}.`;
  },
  numbers: 'In numbers',
  counted: 'What',
  howMany: 'How many',
  asked: 'Asked for an invitation',
  confirmed: 'Confirmed',
  came: 'Came',
  proposed: 'Sessions proposed',
  held: 'Sessions on the schedule',
  hours: 'Hours of sessions',
  notes: 'Sessions with notes',
  materials: 'Slides, recordings and links',
  decisions: 'Decisions',
  tasks: 'Action items',
  requestsByWeek: 'How requests came in',
  weekFrom: 'Week from',
  requests: 'Requests',
  byTopic: 'By topic',
  topic: 'Topic',
  noTopic: 'none named',
  sessions: 'Sessions',
  heads: (people) => (people === 1 ? 'one person' : `${people} people`),
  area: (label) => `area ${label}`,
  notesLink: 'notes',
  materialKind: {
    slides: 'slides',
    document: 'document',
    audio: 'audio',
    video: 'video',
    picture: 'picture',
    link: 'link',
  },
  moreMaterials: 'More to read, hear and see',
  owned: (owner) => `**${owner}**`,
  due: (date) => `by ${date}`,
  thanks: 'Thanks',
  thankHosts: (hosts) => `Thank you for having us: ${hosts}.`,
  thankSponsors: (sponsors) => `Thank you for the support: ${sponsors}.`,
  thankAll: 'And thanks to everybody who proposed, led a session, or wrote down what was said.',
};
