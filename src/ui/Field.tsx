import { useId, type InputHTMLAttributes, type ReactNode, type Ref, type TextareaHTMLAttributes } from 'react';

interface Common {
  label: ReactNode;
  /** Stands under the field and is read with it. */
  hint?: ReactNode;
  error?: ReactNode;
  /** Beside the control ("Hiện" at a password). */
  beside?: ReactNode;
}

type InputProps = Common & { multiline?: false; ref?: Ref<HTMLInputElement> } & InputHTMLAttributes<HTMLInputElement>;
type AreaProps = Common & {
  multiline: true;
  ref?: Ref<HTMLTextAreaElement>;
} & TextareaHTMLAttributes<HTMLTextAreaElement>;

/** A ruled line with its label; the error replaces the hint and is read as the field's description. */
export function Field(props: InputProps | AreaProps) {
  const own = useId();
  const id = props.id ?? own;
  const note = props.error ?? props.hint;
  const described = [props['aria-describedby'], note ? `${id}-note` : ''].filter(Boolean).join(' ') || undefined;
  const shared = {
    id,
    className: `line${props.error ? ' bad' : ''}`,
    'aria-invalid': props.error ? true : undefined,
    'aria-describedby': described,
  } as const;
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <div className={props.beside ? 'beside' : undefined}>
        {props.multiline ? (
          <textarea {...areaProps(props)} {...shared} />
        ) : (
          <input {...inputProps(props)} {...shared} />
        )}
        {props.beside}
      </div>
      {note && (
        <p id={`${id}-note`} className={props.error ? 'err' : 'hint'}>
          {note}
        </p>
      )}
    </div>
  );
}

const inputProps = ({
  label: _label,
  hint: _hint,
  error: _error,
  beside: _beside,
  multiline: _multiline,
  ...rest
}: InputProps) => rest;
const areaProps = ({
  label: _label,
  hint: _hint,
  error: _error,
  beside: _beside,
  multiline: _multiline,
  ...rest
}: AreaProps) => rest;

/** A box to tick, with its words. */
export function Check({ children, className, ...rest }: Omit<InputHTMLAttributes<HTMLInputElement>, 'type'>) {
  return (
    <label className={`chk ${className ?? ''}`.trim()}>
      <input type="checkbox" {...rest} />
      <span>{children}</span>
    </label>
  );
}
