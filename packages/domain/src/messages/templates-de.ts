import type { TemplateTexts } from './templates.ts';

/** What Plenary writes to people, in German. */
export const german: TemplateTexts = {
  'sign-in': {
    subject: 'Dein Anmeldelink für {{site}}',
    body: 'Hallo,\n\nöffne diesen Link, um dich anzumelden. Er gilt einmal und zehn Minuten lang.\n\n{{link}}\n\nWenn du ihn nicht angefordert hast, ignoriere diese Mail: Ohne den Link geschieht nichts.',
  },
  'request-received': {
    subject: 'Deine Anfrage für {{event}}',
    body: 'Hallo {{name}},\n\ndeine Anfrage für eine Einladung zu **{{event}}** liegt bei den Veranstaltern. Diese Seite zeigt jederzeit den Stand; behalte den Link für dich:\n\n{{link}}',
  },
  invited: {
    subject: 'Du bist eingeladen: {{event}}',
    body: 'Hallo {{name}},\n\nfür dich gibt es einen Platz bei **{{event}}**. Bitte bestätige ihn bis **{{confirmBy}}**; danach geht er an die nächste Person.\n\n{{link}}',
  },
  waitlisted: {
    subject: 'Du stehst auf der Warteliste von {{event}}',
    body: 'Hallo {{name}},\n\n**{{event}}** ist im Moment voll, und du stehst auf der Warteliste. Wir schreiben, sobald ein Platz frei wird. Dein Stand:\n\n{{link}}',
  },
  declined: {
    subject: 'Deine Anfrage für {{event}}',
    body: 'Hallo {{name}},\n\nes tut uns leid: Wir können dir diesmal keinen Platz bei **{{event}}** anbieten.\n\n{{reason}}\n\n{{link}}',
  },
  confirmed: {
    subject: 'Bis bald bei {{event}}',
    body: 'Hallo {{name}},\n\ndein Platz bei **{{event}}** ist bestätigt. Falls etwas dazwischenkommt, gib ihn auf dieser Seite zurück, dann kann jemand von der Warteliste kommen:\n\n{{link}}\n\nZeig diesen Code am Eingang, auf dem Telefon oder auf Papier:\n\n{{code}}',
  },
  expired: {
    subject: 'Dein Platz bei {{event}} ist weitergegangen',
    body: 'Hallo {{name}},\n\ndeine Einladung zu **{{event}}** wurde nicht rechtzeitig bestätigt, der Platz ging an die nächste Person. Wenn du noch kommen möchtest, frage hier neu an:\n\n{{link}}',
  },
  withdrawn: {
    subject: 'Du hast deinen Platz bei {{event}} zurückgegeben',
    body: 'Hallo {{name}},\n\ndu hast deinen Platz bei **{{event}}** zurückgegeben. Danke, dass du Bescheid gesagt hast.\n\n{{link}}',
  },
  'reminder-to-confirm': {
    subject: 'Bitte bestätige deinen Platz bei {{event}}',
    body: 'Hallo {{name}},\n\nein Platz bei **{{event}}** wartet bis **{{confirmBy}}** auf dich.\n\n{{link}}',
  },
  'added-as-lead': {
    subject: 'Du leitest „{{session}}“ bei {{event}}',
    body: 'Hallo {{name}},\n\n{{by}} hat dich als Leitung der Session **{{session}}** bei **{{event}}** eingetragen.\n\n{{link}}',
  },
  'sessions-moved': {
    subject: 'Programm {{number}} von {{event}}: was sich für dich ändert',
    body: 'Hallo {{name}},\n\ndas Programm von **{{event}}** hat sich geändert. Für dich:\n\n{{changes}}\n\nAlles, was du gewählt hast:\n\n{{link}}',
  },
  announcement: {
    subject: '{{event}}: {{text}}',
    body: 'Hallo {{name}},\n\nNeues von **{{event}}**:\n\n{{about}}\n\n{{text}}\n\n{{link}}',
  },
  'event-cancelled': {
    subject: '{{event}} ist abgesagt',
    body: 'Hallo {{name}},\n\n**{{event}}** findet nicht statt.\n\n{{link}}',
  },
  'project-changed': {
    subject: 'Geändert: {{project}}',
    body: 'Hallo {{name}},\n\nandere haben die Seite **{{project}}** geändert, die du beobachtest:\n\n{{changes}}\n\nZeile für Zeile, und wo du das Beobachten beendest:\n\n{{link}}',
  },
  'notes-missing': {
    subject: 'Notizen zu „{{session}}“?',
    body: 'Hallo {{name}},\n\nzu **{{session}}** bei {{event}} gibt es noch keine Notizen. Ein paar Zeilen genügen für alle, die anderswo waren: was beschlossen wurde, und wer bis wann was tut.\n\nSchreib sie hier auf, oder lass es jemanden tun, der dabei war:\n\n{{link}}',
  },
  'class-planned': {
    subject: '{{course}}: ein Kurs ist geplant',
    body: 'Hallo {{name}},\n\ndu wolltest zu einem Kurs **{{course}}** kommen. Jetzt gibt es einen: **{{event}}**, {{dates}}, {{place}}. Hier bittest du um einen Platz:\n\n{{link}}',
  },
};
