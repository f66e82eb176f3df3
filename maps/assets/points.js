// The point layer: one canvas that is fed groups of cameras as numbers and paints them.
'use strict';

ioc.Points = L.Layer.extend({
    // How much more than the viewport the canvas covers on every side, so that dragging shows points at once.
    margin: 0.25,

    initialize: function (options) {
        L.setOptions(this, options);
        this.look = null;
        this.words = {offline: ''};
        this.generation = 0;
        this.selected = -1;
        this._groups = new Map();
        this._order = [];
    },

    onAdd: function (map) {
        this._map = map;
        this._canvas = L.DomUtil.create('canvas', 'ioc-points', map.createPane('points'));
        this._pen = this._canvas.getContext('2d');
        this._place();
    },

    getEvents: function () {
        return {moveend: this._place, viewreset: this._place, resize: this._place, move: this._follow};
    },

    // Everything there is to show: numbers of groups with their places, counts and states.
    show: function (view) {
        this.generation = view.generation;
        this._groups.clear();
        for (let i = 0; i < view.ids.length; i += 1) {
            this._groups.set(view.ids[i], {
                id: view.ids[i], x: view.x[i], y: view.y[i], n: view.n[i],
                worst: view.worst[i], bad: view.bad[i], alerted: view.alerted[i],
            });
        }
        this.selected = view.selected;
        this._sort();
        this.paint();
    },

    // Only what changed of the groups shown.
    change: function (delta) {
        if (delta.generation !== this.generation) {
            return;
        }
        for (let i = 0; i < delta.ids.length; i += 1) {
            const group = this._groups.get(delta.ids[i]);
            if (group) {
                group.worst = delta.worst[i];
                group.bad = delta.bad[i];
                group.alerted = delta.alerted[i];
            }
        }
        this.selected = delta.selected;
        this._sort();
        this.paint();
    },

    // The group under a position of the container, the one painted last first; null where there is none.
    at: function (position) {
        const middle = this._map.containerPointToLayerPoint(position).subtract(this._corner);
        for (let i = this._order.length - 1; i >= 0; i -= 1) {
            const group = this._order[i];
            if (Math.hypot(group.px - middle.x, group.py - middle.y) <= ioc.radius(group) + 3) {
                return group;
            }
        }
        return null;
    },

    // Paint all groups; says how many cameras they stand for inside the viewport.
    paint: function () {
        if (!this._map || !this.look) {
            return;
        }
        const pen = this._pen, size = this._size, world = 256 * Math.pow(2, this._map.getZoom());
        const view = this._map.containerPointToLayerPoint([0, 0]).subtract(this._corner);
        const shown = this._map.getSize();
        let cameras = 0;
        pen.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
        pen.clearRect(0, 0, size.x, size.y);
        for (const group of this._order) {
            const x = group.x * world - this._origin.x, y = group.y * world - this._origin.y;
            group.px = x;
            group.py = y;
            if (x < -40 || y < -40 || x > size.x + 40 || y > size.y + 40) {
                continue;
            }
            if (group.alerted) {
                ioc.shapes.halo(pen, this.look, group, x, y);
            }
            if (group.n > 1) {
                ioc.shapes.circle(pen, this.look, group, x, y);
            } else {
                ioc.shapes.point(pen, this.look, group.worst, x, y);
            }
            if (x >= view.x && y >= view.y && x <= view.x + shown.x && y <= view.y + shown.y) {
                cameras += group.n;
            }
        }
        ioc.shapes.captions(pen, this.look, this._order, this.words, view.x, view.x + shown.x);
        const chosen = this._groups.get(this.selected);
        if (chosen) {
            ioc.shapes.ring(pen, this.look, chosen, chosen.px, chosen.py);
        }
        this.fire('painted', {cameras: cameras});
    },

    // The worst are painted last: nothing normal ever covers what is not.
    _sort: function () {
        this._order = Array.from(this._groups.values());
        this._order.sort((one, other) => one.alerted - other.alerted || one.worst - other.worst || other.n - one.n);
    },

    // Lay the canvas over the viewport and paint at the zoom of the moment.
    _place: function () {
        const map = this._map, around = map.getSize(), pad = around.multiplyBy(this.margin).round();
        this._size = around.add(pad.multiplyBy(2));
        this._corner = map.containerPointToLayerPoint([0, 0]).subtract(pad).round();
        this._origin = map.getPixelOrigin().add(this._corner);
        this._ratio = window.devicePixelRatio || 1;
        const width = Math.round(this._size.x * this._ratio), height = Math.round(this._size.y * this._ratio);
        if (this._canvas.width !== width || this._canvas.height !== height) {
            this._canvas.width = width;
            this._canvas.height = height;
            this._canvas.style.width = this._size.x + 'px';
            this._canvas.style.height = this._size.y + 'px';
        }
        L.DomUtil.setPosition(this._canvas, this._corner);
        this.paint();
    },

    // While dragging: only where the viewport would leave the canvas.
    _follow: function () {
        const view = this._map.containerPointToLayerPoint([0, 0]).subtract(this._corner);
        const room = this._size.subtract(this._map.getSize());
        if (view.x < 0 || view.y < 0 || view.x > room.x || view.y > room.y) {
            this._place();
        }
    },
});
