import { real } from './real.js';
import { replace } from './replace.js';
import type { VirtualClock } from './virtual-clock.js';

/** What the page sees of the date follows the clock: `Date`, `Intl.DateTimeFormat`, `Temporal.Now`. */
export function installDate(clock: VirtualClock, epochMs: number): void {
  const nowMs = () => epochMs + Math.floor(clock.nowMs);
  const RealDate = real.Date;

  // A plain function: `Date()` without `new` is a string, `new Date(...)` works for subclasses too.
  function VirtualDate(...args: unknown[]): unknown {
    if (new.target === undefined) return new RealDate(nowMs()).toString();
    return Reflect.construct(
      RealDate,
      args.length === 0 ? [nowMs()] : args,
      new.target === VirtualDate ? RealDate : new.target,
    );
  }
  Object.defineProperties(VirtualDate, {
    name: { value: 'Date', configurable: true },
    length: { value: 7, configurable: true },
    prototype: { value: RealDate.prototype, writable: false },
    now: { value: nowMs, configurable: true, writable: true },
    parse: { value: RealDate.parse, configurable: true, writable: true },
    UTC: { value: RealDate.UTC, configurable: true, writable: true },
  });
  Object.defineProperty(RealDate.prototype, 'constructor', {
    value: VirtualDate,
    configurable: true,
    writable: true,
  });
  replace(globalThis, { Date: VirtualDate });
  installIntl(nowMs);
  installTemporal(nowMs);
}

/** `format()` and `formatToParts()` without a date mean now. */
function installIntl(nowMs: () => number): void {
  const { prototype } = Intl.DateTimeFormat;
  const getFormat = Object.getOwnPropertyDescriptor(prototype, 'format')?.get;
  const formatToParts = prototype.formatToParts;
  Object.defineProperty(prototype, 'format', {
    configurable: true,
    get(this: Intl.DateTimeFormat) {
      const format: Intl.DateTimeFormat['format'] = getFormat?.call(this);
      return (date?: Date | number) => format(date ?? nowMs());
    },
  });
  replace(prototype, {
    formatToParts(this: Intl.DateTimeFormat, date?: Date | number) {
      return formatToParts.call(this, date ?? nowMs());
    },
  });
}

interface TemporalZoned {
  toPlainDateTime(): unknown;
  toPlainDate(): unknown;
  toPlainTime(): unknown;
}
interface TemporalInstant {
  toZonedDateTimeISO(zone: unknown): TemporalZoned;
}
interface TemporalLike {
  readonly Instant: { fromEpochMilliseconds(ms: number): TemporalInstant };
  readonly Now: { timeZoneId(): string };
}

/** Browsers have `Temporal` since 2026; older ones are left as they are. */
function installTemporal(nowMs: () => number): void {
  const temporal = (globalThis as { Temporal?: TemporalLike }).Temporal;
  if (temporal === undefined) return;
  const instant = () => temporal.Instant.fromEpochMilliseconds(nowMs());
  const zoned = (zone: unknown = temporal.Now.timeZoneId()) => instant().toZonedDateTimeISO(zone);
  replace(temporal.Now, {
    instant,
    zonedDateTimeISO: zoned,
    plainDateTimeISO: (zone?: unknown) => zoned(zone).toPlainDateTime(),
    plainDateISO: (zone?: unknown) => zoned(zone).toPlainDate(),
    plainTimeISO: (zone?: unknown) => zoned(zone).toPlainTime(),
  });
}
