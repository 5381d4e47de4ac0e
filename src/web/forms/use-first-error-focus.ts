import { useEffect, useRef, useState } from 'react';

/**
 * Puts the focus on the first field that is marked as wrong, else on the form's notice, after the errors are on the page.
 * @returns the form's ref, and what to call once the errors are set.
 */
export function useFirstErrorFocus() {
  const formRef = useRef<HTMLFormElement>(null);
  const [failures, setFailures] = useState(0);
  useEffect(() => {
    if (failures === 0) return;
    const wrong = formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    (wrong ?? formRef.current?.querySelector<HTMLElement>('[role="alert"]'))?.focus();
  }, [failures]);
  return { formRef, focusFirstError: () => setFailures((count) => count + 1) };
}
