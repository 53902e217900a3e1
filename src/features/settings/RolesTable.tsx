import { ACTIONS, PERMISSIONS, STANDINGS, type Action } from '#domain/permissions.ts';
import { useMessages } from './messages.ts';
import styles from './settings.module.css';

type Standing = (typeof STANDINGS)[number];
const COLUMNS = STANDINGS.filter((standing) => standing !== 'otherEditor');
/** Every standing has what those before it in this list have. */
const BELOW: Partial<Record<Standing, readonly Standing[]>> = {
  staff: ['visitor'],
  editor: ['visitor', 'staff'],
  clerk: ['visitor', 'staff'],
  approver: ['visitor', 'staff'],
  admin: ['visitor', 'staff'],
};

/** What each role may do, as the one table of permissions says. */
export function RolesTable() {
  const { rights } = useMessages().settings;
  function cell(action: Action, standing: Standing): string {
    const cells: Partial<Readonly<Record<Standing, 'any' | 'board'>>> = PERMISSIONS[action];
    const own = cells[standing];
    if (standing === 'editor' && cells.otherEditor === 'board') return rights.board; // their own, they edit
    if (own === 'any') return standing === 'editor' && !cells.staff ? rights.ownCalendar : rights.yes;
    const below = BELOW[standing]?.map((one) => cells[one]).filter((scope) => scope !== undefined) ?? [];
    if (below.includes('any')) return rights.yes;
    return own === 'board' || below.includes('board') ? rights.board : '–';
  }
  return (
    <>
      <h2 className={styles.rights}>{rights.title}</h2>
      <p className="muted">{rights.fixed}</p>
      <table className={`data ${styles.table} ${styles.roles}`}>
        <caption className="visuallyHidden">{rights.title}</caption>
        <thead>
          <tr>
            <th scope="col">{rights.what}</th>
            {COLUMNS.map((standing) => (
              <th key={standing} scope="col">
                {rights.standings[standing]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ACTIONS.map((action) => (
            <tr key={action}>
              <th scope="row">{rights.actions[action]}</th>
              {COLUMNS.map((standing) => (
                <td key={standing} data-column={rights.standings[standing]}>
                  {cell(action, standing)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
