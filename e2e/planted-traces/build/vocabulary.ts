import type { SeededRandom } from './seeded-random.ts'

export const serviceNames = [
  'checkout',
  'catalog',
  'cart',
  'inventory',
  'pricing',
  'shipping',
  'users',
  'billing',
  'search',
  'recommendations',
  'reviews',
  'notifications',
  'media',
  'loyalty',
  'tax',
  'fraud',
  'addresses',
] as const

export const resources = [
  'orders',
  'products',
  'carts',
  'invoices',
  'customers',
  'reviews',
  'shipments',
  'coupons',
  'vendors',
  'stores',
  'returns',
  'wishlists',
  'payments',
  'subscriptions',
  'tickets',
  'offers',
  'news',
  'banners',
] as const

export const tables = [
  'orders',
  'order_items',
  'products',
  'users',
  'prices',
  'stock_levels',
  'addresses',
  'reviews',
  'categories',
  'coupons',
  'tags',
  'images',
  'audit_log',
  'sessions',
  'payments',
  'carriers',
] as const

/** For names in paths, such as `blue-orders`. */
export const adjectives = [
  'blue',
  'red',
  'small',
  'large',
  'cheap',
  'new',
  'old',
  'fast',
  'slow',
  'green',
  'warm',
  'cold',
  'wooden',
  'steel',
  'silk',
] as const

/** One thing among many, in the forms that APIs use. */
export function identifier(random: SeededRandom): string {
  const form = random.int(0, 3)
  if (form === 0) return String(random.int(1_000, 9_999_999))
  if (form === 1) return [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join('-')
  if (form === 2)
    return `${random.pick(['ord', 'cus', 'sku'])}_${random.int(10, 99)}${random.hex(10)}`
  return random.hex(23) + random.int(0, 9)
}
