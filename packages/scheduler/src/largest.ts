/** The largest few of many numbers above zero, and their sum. */
export class Largest {
  count = 0;
  sum = 0;
  readonly value: Float64Array;
  readonly of: Int32Array;

  constructor(most: number) {
    this.value = new Float64Array(most);
    this.of = new Int32Array(most);
  }

  clear(): void {
    this.count = 0;
    this.sum = 0;
  }

  /** Whether `value` would not be taken, of at most `most`. */
  rejects(value: number, most: number): boolean {
    return value <= 0 || (this.count >= most && (most === 0 || value <= this.value[most - 1]!));
  }

  offer(value: number, of: number, most: number): void {
    if (this.rejects(value, most)) return;
    let at: number;
    if (this.count < most) at = this.count++;
    else {
      at = most - 1;
      this.sum -= this.value[at]!;
    }
    this.sum += value;
    for (; at > 0 && this.value[at - 1]! < value; at--) {
      this.value[at] = this.value[at - 1]!;
      this.of[at] = this.of[at - 1]!;
    }
    this.value[at] = value;
    this.of[at] = of;
  }
}
