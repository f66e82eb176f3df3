// Names of places as text nodes. Those of the deployment always stand; provinces give way to them and to one another.
'use strict';

ioc.Labels = L.Layer.extend({
    initialize: function () {
        this._provinces = [];
        this._places = [];
        this._measure = document.createElement('canvas').getContext('2d');
    },

    onAdd: function (map) {
        this._map = map;
        this._pane = map.createPane('labels');
        this._place();
    },

    getEvents: function () {
        return {zoomend: this._place, viewreset: this._place, resize: this._place};
    },

    // Provinces: [{name, place: LatLng, bounds: LatLngBounds}], the largest first.
    provinces: function (list) {
        this._provinces = list;
        this._place();
    },

    // The deployment's own: [{name, at: [lat, lon]}].
    places: function (list, font) {
        this._places = list;
        this._font = font;
        this._place();
    },

    _place: function () {
        if (!this._map) {
            return;
        }
        L.DomUtil.empty(this._pane);
        const taken = [];
        for (const place of this._places) {
            this._put(place.name, this._map.latLngToLayerPoint(place.at), 'ioc-label ioc-place', taken);
        }
        for (const province of this._provinces) {
            const corner = this._map.latLngToLayerPoint(province.bounds.getNorthWest());
            const extent = this._map.latLngToLayerPoint(province.bounds.getSouthEast()).subtract(corner);
            const box = this._box(province.name, this._map.latLngToLayerPoint(province.place));
            const fits = box.width < extent.x * 0.85 && box.height < extent.y * 0.6;
            if (fits && !taken.some((other) => this._touch(box, other))) {
                this._put(province.name, box.middle, 'ioc-label', taken);
            }
        }
    },

    _box: function (name, middle) {
        this._measure.font = '500 12px ' + (this._font || 'sans-serif');
        return {middle: middle, width: this._measure.measureText(name).width + 10, height: 20};
    },

    _touch: function (one, other) {
        return Math.abs(one.middle.x - other.middle.x) * 2 < one.width + other.width &&
            Math.abs(one.middle.y - other.middle.y) * 2 < one.height + other.height;
    },

    _put: function (name, middle, style, taken) {
        const box = this._box(name, middle), label = L.DomUtil.create('div', style, this._pane);
        label.textContent = name;
        L.DomUtil.setPosition(label, L.point(middle.x - box.width / 2, middle.y - box.height / 2).round());
        label.style.width = Math.ceil(box.width) + 'px';
        taken.push(box);
    },
});

// Where the name of an outline belongs: the widest middle of its largest part.
ioc.middleOf = function (geometry) {
    const polygons = geometry.type === 'MultiPolygon' ? geometry.coordinates : [geometry.coordinates];
    let best = null, size = -1;
    for (const [ring] of polygons) {
        const bounds = L.latLngBounds(ring.map(([lon, lat]) => [lat, lon]));
        const area = (bounds.getEast() - bounds.getWest()) * (bounds.getNorth() - bounds.getSouth());
        if (area > size) {
            size = area;
            best = {ring, bounds};
        }
    }
    let place = best.bounds.getCenter(), widest = -1;
    const south = best.bounds.getSouth(), height = best.bounds.getNorth() - south;
    for (const share of [0.5, 0.42, 0.58, 0.34, 0.66]) {
        const lat = south + share * height, cuts = [];
        best.ring.forEach(([lon, here], i) => {
            const [nextLon, next] = best.ring[(i + 1) % best.ring.length];
            if ((here <= lat) !== (next <= lat)) {
                cuts.push(lon + (lat - here) / (next - here) * (nextLon - lon));
            }
        });
        cuts.sort((one, other) => one - other);
        for (let i = 0; i + 1 < cuts.length; i += 2) {
            if (cuts[i + 1] - cuts[i] > widest * 1.1) {
                widest = cuts[i + 1] - cuts[i];
                place = L.latLng(lat, (cuts[i] + cuts[i + 1]) / 2);
            }
        }
    }
    return {place, bounds: best.bounds, size};
};
