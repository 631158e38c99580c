import type { AnyDb } from './001-foundation.ts';

/** The wiki of projects: pages with names, revisions, wanted skills, people, watchers, and what an event highlights. */
export const projects = {
  up: async (db: AnyDb): Promise<void> => {
    await db.schema
      .createTable('projects')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('name_key', 'text', (c) => c.notNull().unique())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('code', 'text', (c) => c.notNull())
      .addColumn('excerpt', 'text', (c) => c.notNull())
      .addColumn('search_text', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('updated_at', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
      .execute();
    await db.schema.createIndex('projects_newest').on('projects').columns(['updated_at', 'id']).execute();
    await db.schema
      .createTable('project_names')
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('slug', 'text', (c) => c.notNull().unique())
      .addColumn('project_id', 'text', (c) => c.notNull().references('projects.id').onDelete('cascade'))
      .execute();
    await db.schema.createIndex('project_names_of').on('project_names').column('project_id').execute();
    await db.schema
      .createTable('project_revisions')
      .addColumn('project_id', 'text', (c) => c.notNull().references('projects.id').onDelete('cascade'))
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('code', 'text', (c) => c.notNull())
      .addColumn('skills', 'text', (c) => c.notNull())
      .addColumn('summary', 'text', (c) => c.notNull())
      .addColumn('restored_version', 'integer')
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('by_person_id', 'text', (c) => c.references('people.id').onDelete('set null'))
      .addPrimaryKeyConstraint('project_revisions_key', ['project_id', 'version'])
      .execute();
    await db.schema
      .createTable('project_skills')
      .addColumn('skill', 'text', (c) => c.notNull())
      .addColumn('project_id', 'text', (c) => c.notNull().references('projects.id').onDelete('cascade'))
      .addPrimaryKeyConstraint('project_skills_key', ['skill', 'project_id'])
      .execute();
    await db.schema.createIndex('project_skills_of').on('project_skills').column('project_id').execute();
    await db.schema
      .createTable('project_people')
      .addColumn('project_id', 'text', (c) => c.notNull().references('projects.id').onDelete('cascade'))
      .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
      .addColumn('since', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('project_people_key', ['project_id', 'person_id'])
      .execute();
    await db.schema
      .createTable('project_watchers')
      .addColumn('project_id', 'text', (c) => c.notNull().references('projects.id').onDelete('cascade'))
      .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
      .addColumn('since', 'text', (c) => c.notNull())
      .addColumn('told_version', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('project_watchers_key', ['project_id', 'person_id'])
      .execute();
    await db.schema
      .createTable('project_highlights')
      .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
      .addColumn('project_id', 'text', (c) => c.notNull().references('projects.id').onDelete('cascade'))
      .addColumn('note', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('by_person_id', 'text', (c) => c.references('people.id').onDelete('set null'))
      .addPrimaryKeyConstraint('project_highlights_key', ['event_id', 'project_id'])
      .execute();
    await db.schema
      .createIndex('project_highlights_of')
      .on('project_highlights')
      .column('project_id')
      .execute();
    await db.schema
      .alterTable('sessions')
      .addColumn('project_id', 'text', (c) => c.references('projects.id').onDelete('set null'))
      .execute();
    await db.schema.createIndex('sessions_of_project').on('sessions').column('project_id').execute();
  },
};
