/** A session that was carried with the pointer: where it was taken up, and where it was let go. */
export interface Carried {
  readonly sessionId: string;
  /** Its cell when it was taken up, or nothing: what the organiser saw, which the server compares. */
  readonly from: string;
}

/**
 * Dragging a card over the board. What is carried is known from the first moment on, so that a cell
 * takes a drop that is quicker than the drawing of the board or the answer about prices. Both
 * `dragenter` and `dragover` have to say yes: browsers ask with the former whenever another element
 * comes under the pointer, as the cells' words do when the prices arrive.
 */
export class Dragging {
  /** The board may show it. Later than `start`: a page that changes while the browser takes its picture of the card ends the drag. */
  shown = $state(false);
  #carried: Carried | undefined;

  start(carried: Carried, show: () => void): void {
    this.#carried = carried;
    setTimeout(() => {
      if (this.#carried !== carried) return;
      this.shown = true;
      show();
    });
  }

  /** For `dragenter` and `dragover`: true, and said to the browser, when it may be let go here. */
  over(event: DragEvent): boolean {
    if (!this.#carried) return false;
    event.preventDefault();
    return true;
  }

  /** What was let go here. */
  drop(event: DragEvent): Carried | undefined {
    event.preventDefault();
    const carried = this.#carried;
    this.#forget();
    return carried;
  }

  /** For `dragend`: what was let go where nothing takes it. */
  end(): Carried | undefined {
    const carried = this.#carried;
    this.#forget();
    return carried;
  }

  #forget(): void {
    this.#carried = undefined;
    this.shown = false;
  }
}
