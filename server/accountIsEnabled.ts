import type { Auth } from 'firebase-admin/auth';

/** Whether an account may still sign in: neither disabled nor deleted. */
export const accountIsEnabled =
  (auth: Auth) =>
  async (uid: string): Promise<boolean> => {
    try {
      return !(await auth.getUser(uid)).disabled;
    } catch (cause) {
      if ((cause as { code?: unknown }).code === 'auth/user-not-found') return false;
      throw cause;
    }
  };
