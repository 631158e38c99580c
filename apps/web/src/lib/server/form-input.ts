/**
 * A form's values on their way to an action. The action reads and checks every field itself, so
 * what a browser sent needs no type before it gets there.
 */
export function asInput<Input>(values: Readonly<Record<string, unknown>>): Input {
  return values as Input; // see above: the action's schema decides
}

/** A field that can only say one of two things; anything else goes on as it came, and the action refuses it. */
export function eitherOr(value: unknown, yes: string, no: string | undefined): unknown {
  return value === yes ? true : value === no ? false : value;
}
