import { PickList } from '#ui/PickList.tsx';
import { useMessages } from './messages.ts';
import styles from './settings.module.css';

/** Where in the office's order something stands: right after which other. */
export function OrderField({
  others,
  behind,
  onChange,
}: {
  others: readonly { readonly id: string; readonly name: string }[];
  behind: string;
  onChange: (behind: string) => void;
}) {
  const { list } = useMessages().settings;
  return (
    <div className="field">
      <span className={styles.label}>{list.behind}</span>
      <PickList
        look="field"
        label={list.behind}
        options={[{ key: '', label: list.first }, ...others.map(({ id, name }) => ({ key: id, label: name }))]}
        value={behind}
        onChange={onChange}
      />
    </div>
  );
}
