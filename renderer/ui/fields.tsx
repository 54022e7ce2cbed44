import { Slider as RadixSlider, Switch as RadixSwitch, ToggleGroup } from 'radix-ui';
import { type ComponentProps, type SelectHTMLAttributes, useEffect, useState } from 'react';
import styles from './controls.module.css';
import { cx } from './cx.js';

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** A few choices side by side, one of them on. */
export function Segmented<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  readonly stretch?: boolean;
}) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={props.label}
      className={cx(styles.segmented, props.stretch && styles.stretch)}
      value={props.value}
      onValueChange={(value) => value !== '' && props.onChange(value as T)}
    >
      {props.options.map((option) => (
        <ToggleGroup.Item key={option.value} value={option.value} className={styles.segment}>
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}

/** The system's own list of choices: keyboard, screen readers and forced colours come with it. */
export function Select<T extends string>({
  options,
  onPick,
  className,
  ...rest
}: Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange'> & {
  readonly options: readonly Option<T>[];
  readonly onPick: (value: T) => void;
}) {
  return (
    <select
      {...rest}
      className={cx(styles.select, className)}
      onChange={(event) => onPick(event.target.value as T)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return (
    <input
      type="text"
      spellCheck={false}
      autoComplete="off"
      {...rest}
      className={cx(styles.input, className)}
    />
  );
}

/** A number that is taken over when it is whole and inside the range; Escape or leaving the field brings the old one back. */
export function NumberInput(props: {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}) {
  const [text, setText] = useState(String(props.value));
  useEffect(() => setText(String(props.value)), [props.value]);
  const parsed = Number(text);
  const valid = text.trim() !== '' && Number.isInteger(parsed) && parsed >= props.min && parsed <= props.max;
  return (
    <input
      type="text"
      inputMode="numeric"
      aria-label={props.label}
      aria-invalid={!valid}
      className={cx(styles.input, styles.number)}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        const next = Number(event.target.value);
        if (Number.isInteger(next) && next >= props.min && next <= props.max) props.onChange(next);
      }}
      onBlur={() => setText(String(props.value))}
    />
  );
}

/** A slider for whole numbers; with `logarithmic`, small values get more room. */
export function Slider(props: {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  readonly logarithmic?: boolean;
}) {
  const steps = 1000;
  const { min, max, logarithmic = false } = props;
  const clamped = Math.min(max, Math.max(min, props.value));
  const toSlider = (value: number) =>
    logarithmic && max > min ? Math.round((Math.log(value / min) / Math.log(max / min)) * steps) : value;
  const fromSlider = (position: number) => {
    if (!logarithmic || max <= min) return position;
    const value = Math.round(min * (max / min) ** (position / steps));
    // One step of a key is at least one: small values lie further apart than the slider's steps.
    if (value === clamped && position !== toSlider(clamped))
      return clamped + Math.sign(position - toSlider(clamped));
    return value;
  };
  return (
    <RadixSlider.Root
      className={styles.slider}
      value={[toSlider(clamped)]}
      min={logarithmic ? 0 : min}
      max={logarithmic ? steps : max}
      step={1}
      onValueChange={([position = 0]) => props.onChange(Math.min(max, Math.max(min, fromSlider(position))))}
    >
      <RadixSlider.Track className={styles.track}>
        <RadixSlider.Range className={styles.range} />
      </RadixSlider.Track>
      <RadixSlider.Thumb
        className={styles.thumb}
        aria-label={props.label}
        aria-valuetext={String(props.value)}
      />
    </RadixSlider.Root>
  );
}

export function Switch(props: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <RadixSwitch.Root
      className={styles.switch}
      aria-label={props.label}
      checked={props.checked}
      onCheckedChange={props.onChange}
    >
      <RadixSwitch.Thumb className={styles.switchThumb} />
    </RadixSwitch.Root>
  );
}
