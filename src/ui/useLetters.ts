import { useState } from 'react';

/** Single letters may be switched off (WCAG 2.1.4); remembered on this machine. */
export function useLetters(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem('letters') !== 'off');
  return [
    on,
    (next) => {
      setOn(next);
      localStorage.setItem('letters', next ? 'on' : 'off');
    },
  ];
}
