/** The password policy of the pool, in words. */
export const passwordHint = 'At least 8 characters, with upper and lower case, a digit and a symbol.'
