/**
 * CVE-2017-15361: a smart card library made primes that are powers of 65537 modulo many small primes. Such a modulus
 * can be factored, and gives itself away by being a power of 65537 modulo all of them; a sound one does so by chance
 * less than once in 10^8 keys.
 */
export function isRocaModulus(modulus: Uint8Array): boolean {
  const value = BigInt(`0x${Buffer.from(modulus).toString('hex') || '0'}`)
  return markers.every(({ prime, powers }) => powers.has(Number(value % prime)))
}

const smallPrimes = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113,
  127, 131, 137, 139, 149, 151, 157, 163, 167,
]

const markers = smallPrimes.map((prime) => ({ prime: BigInt(prime), powers: powersOf65537(prime) }))

function powersOf65537(prime: number): ReadonlySet<number> {
  const powers = new Set<number>()
  for (let power = 1; !powers.has(power); power = (power * 65_537) % prime) powers.add(power)
  return powers
}
