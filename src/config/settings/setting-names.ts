/** `dataDir` is `--data-dir` on the command line. */
export function flagName(setting: string): string {
  return `--${setting.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

/** `dataDir` is `SALLYPORT_DATA_DIR` in the environment. */
export function environmentName(setting: string): string {
  return `SALLYPORT_${setting.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}
