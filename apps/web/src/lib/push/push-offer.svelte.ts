const STARRED = 'plenary.push.starred';
const NO_THANKS = 'plenary.push.no-thanks';

/**
 * Whether this device is offered notices: only after somebody has said on it that they want a session,
 * and never again once they have said no.
 */
class PushOffer {
  isDue = $state(false);

  /** Looks what was said on an earlier page. */
  look(): void {
    this.isDue = read(STARRED) && !read(NO_THANKS);
  }

  starred(): void {
    note(STARRED);
    this.look();
  }

  decline(): void {
    note(NO_THANKS);
    this.isDue = false;
  }
}

export const pushOffer = new PushOffer();

function read(key: string): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false; // a browser that keeps nothing is offered nothing
  }
}

function note(key: string): void {
  try {
    localStorage.setItem(key, '1');
  } catch {
    // as above
  }
}
