import type { TemplateName } from '@plenary/domain/messages/message.ts';
import { m } from '#lib/paraglide/messages.js';

const NAMES: Readonly<Record<TemplateName, () => string>> = {
  'sign-in': m.template_name_sign_in,
  'request-received': m.template_name_request_received,
  invited: m.template_name_invited,
  waitlisted: m.template_name_waitlisted,
  declined: m.template_name_declined,
  confirmed: m.template_name_confirmed,
  expired: m.template_name_expired,
  withdrawn: m.template_name_withdrawn,
  'reminder-to-confirm': m.template_name_reminder_to_confirm,
  'added-as-lead': m.template_name_added_as_lead,
  'sessions-moved': m.template_name_sessions_moved,
  announcement: m.template_name_announcement,
  'event-cancelled': m.template_name_event_cancelled,
  'project-changed': m.template_name_project_changed,
  'notes-missing': m.template_name_notes_missing,
  'class-planned': m.template_name_class_planned,
};

/** What an occasion is called. */
export function templateName(name: TemplateName): string {
  return NAMES[name]();
}
