import { gatewayOfHost } from '../addresses.ts';
import { placeText } from '../places.ts';
import { hasGatewayId } from '../thing.ts';
import type { JoinRule } from './join-rule.ts';

/** API Gateway's own host name holds the id of the API that answers there, whatever the stage. */
export const mapping: JoinRule = ({ things }) => {
  const gateways = Map.groupBy(things.filter(hasGatewayId), ({ key }) => key.slice(key.lastIndexOf('/') + 1));
  return {
    joins: things
      .filter((thing) => !hasGatewayId(thing))
      .flatMap((thing) =>
        thing.places.flatMap((place) => {
          const named = gatewayOfHost(place.host);
          const [gateway, ...others] = named ? (gateways.get(named.id) ?? []) : [];
          if (!gateway || others.length > 0) return [];
          const sentence = `${placeText(place)} is API Gateway's own address of ${gateway.key}`;
          return [{ kind: 'mapping', left: gateway, right: thing, sentence }];
        }),
      ),
  };
};
