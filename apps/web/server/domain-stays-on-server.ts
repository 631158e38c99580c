import type { Plugin } from 'vite';

const SERVER_ROOMS = /^@plenary\/(domain|api)(\/|$)/;

/** For the build: what the domain knows stays on the server. A page may import its types, never its values. */
export const domainStaysOnServer: Plugin = {
  name: 'plenary:domain-stays-on-server',
  enforce: 'pre',
  resolveId(source, importer) {
    if (this.environment.config.consumer === 'client' && SERVER_ROOMS.test(source)) {
      this.error(
        `${importer ?? 'A page'} imports a value of ${source} into the browser. Import a type, or pass the value from a load function.`,
      );
    }
    return null;
  },
};
